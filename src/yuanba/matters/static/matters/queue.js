/* The row whose panel is shown stays marked. */
(function () {
  "use strict";
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "panel") return;
    var shown = event.target.querySelector("[data-open]");
    document.querySelectorAll("tr[data-id]").forEach(function (row) {
      var here = shown && row.dataset.id === shown.dataset.open;
      row.classList.toggle("is-sel", !!here);
      if (here) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    });
  });
})();
