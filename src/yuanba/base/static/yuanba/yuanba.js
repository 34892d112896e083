/* Every page. All of it is optional: without script each form posts and each link goes. */
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var htmx = window.htmx;
  if (htmx) {
    htmx.config.selfRequestsOnly = true;
    htmx.config.allowEval = false;
    htmx.config.includeIndicatorStyles = false;
    htmx.config.historyCacheSize = 0; // nobody's page stays on a borrowed phone
    htmx.config.refreshOnHistoryMiss = true;
    htmx.config.responseHandling = [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "422", swap: true }, // the same form, with the error beside its field
      { code: "[45]..", swap: false, error: true }
    ];
  }

  function toErrors(root) {
    var summary = (root || document).querySelector("[data-errsum]");
    if (summary) summary.focus();
  }

  function lost() {
    var place = document.getElementById("toasts");
    if (!place || !place.dataset.lost) return;
    var line = document.createElement("p");
    line.className = "note note--late";
    line.textContent = place.dataset.lost;
    place.replaceChildren ? place.replaceChildren(line) : (place.innerHTML = "", place.appendChild(line));
    place.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("DOMContentLoaded", function () { toErrors(); });
  document.addEventListener("htmx:afterSettle", function (event) { toErrors(event.target); });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", lost);
})();
