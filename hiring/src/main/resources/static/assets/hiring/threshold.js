// What another threshold would come to, from the table of all of them, which is there for everybody else.
(() => {
  "use strict";

  const slider = document.getElementById("at");
  const points = document.getElementById("points");
  if (!slider || !points) return;

  const rows = [...points.tBodies[0].rows];
  const names = ["threshold", "precision", "recall", "volume"];
  const show = () => {
    const row = rows[Math.round(Number(slider.value) * 100) - 1];
    if (!row) return;
    names.forEach((name, index) => {
      document.querySelector(`[data-of=${name}]`).textContent = row.cells[index].textContent;
    });
    slider.setAttribute("aria-valuetext", names.map((_, index) => row.cells[index].textContent).join(", "));
  };
  slider.addEventListener("input", show);
  show();
})();
