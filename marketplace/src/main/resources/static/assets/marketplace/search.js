// The search page: filters that apply themselves, and the person's place when they offer it.
(() => {
  "use strict";

  const form = document.getElementById("search");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);

  form.addEventListener("change", (event) => {
    if (event.target.name === "q" || field("q").value.trim() === "") return;
    const half = (field("lat").value.trim() === "") !== (field("lon").value.trim() === "");
    if (!half) form.requestSubmit();
  });

  // Empty fields stay out of the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt !== form) return;
    for (const [name, value] of Object.entries(Object.fromEntries(event.detail.formData))) {
      if (value === "") event.detail.formData.delete(name);
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "results") {
      form.classList.remove("landing");
      document.title = field("q").value + " · Tino";
    }
  });

  const locate = document.getElementById("locate");
  const status = document.getElementById("place-status");
  locate.addEventListener("click", () => {
    locate.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (place) => {
        field("lat").value = place.coords.latitude.toFixed(4);
        field("lon").value = place.coords.longitude.toFixed(4);
        status.textContent = locate.dataset.found;
        locate.disabled = false;
        if (field("q").value.trim() !== "") form.requestSubmit();
      },
      () => {
        status.textContent = locate.dataset.denied;
        locate.disabled = false;
        form.querySelector(".coordinates").open = true;
      },
      { timeout: 10000, maximumAge: 600000 },
    );
  });
})();
