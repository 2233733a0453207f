// What every page needs of scripting: language links that follow the address, failures that are shown, confirmations.
(() => {
  "use strict";

  const followAddress = () => {
    for (const link of document.querySelectorAll("[data-language]")) {
      const address = new URL(location.href);
      address.searchParams.set("lang", link.dataset.language);
      link.href = address.pathname + address.search;
    }
  };
  document.addEventListener("htmx:pushedIntoHistory", followAddress);
  document.addEventListener("htmx:replacedInHistory", followAddress);

  const show = (target, template) => {
    target.replaceChildren(document.getElementById(template).content.cloneNode(true));
  };

  // An answer that is no page (a problem document, a proxy's text) is never put into the page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    const type = answer.getResponseHeader("Content-Type") || "";
    if (answer.status >= 400 && !type.startsWith("text/html")) {
      event.detail.shouldSwap = false;
      show(event.detail.target, answer.status === 429 ? "request-limited" : "request-failed");
    }
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => show(event.detail.target, "request-failed"));
  }

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  // A choice in a list's filter takes effect at once; without scripting there is a button.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
})();
