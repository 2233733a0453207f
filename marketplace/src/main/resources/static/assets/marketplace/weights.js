// The sliders of the weights: each shows its value, and "undo" asks for the order again.
(() => {
  "use strict";

  const form = document.getElementById("weights");
  const written = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const show = (slider) => {
    form.querySelector(`output[for="${slider.id}"]`).value = written.format(slider.value);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "range") show(event.target);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    let changed = null;
    for (const slider of form.querySelectorAll("input[type=range]")) {
      if (slider.value === slider.dataset.saved) continue;
      slider.value = slider.dataset.saved;
      show(slider);
      changed = slider;
    }
    if (changed) changed.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
