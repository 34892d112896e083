/* Keyboard for the office: J K X Enter in a list, / for the search, and data-key="r" on a link or button.
   Single keys can be switched off (WCAG 2.1.4) with the box marked data-keys-switch. */
(function () {
  "use strict";
  var KEPT = "yuanba.keys";

  function off() {
    try { return localStorage.getItem(KEPT) === "off"; } catch (e) { return false; }
  }

  function typing(element) {
    if (!element) return false;
    if (element.isContentEditable || element.tagName === "SELECT" || element.tagName === "TEXTAREA") return true;
    return element.tagName === "INPUT" && ["checkbox", "radio", "button", "submit"].indexOf(element.type) < 0;
  }

  function shown(element) { return element.getClientRects().length > 0; }

  function rows() {
    return Array.prototype.filter.call(document.querySelectorAll("[data-row]"), shown);
  }

  function here(all) {
    var inside = document.activeElement && document.activeElement.closest("[data-row]");
    return all.indexOf(inside || document.querySelector("[data-row].is-sel"));
  }

  function go(step) {
    var all = rows();
    if (!all.length) return;
    var at = here(all);
    var next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    all.forEach(function (row) { row.classList.toggle("is-at", row === next); });
    var link = next.querySelector("a[href]") || next;
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function tick() {
    var all = rows(), at = here(all);
    var box = at >= 0 && all[at].querySelector("input[type=checkbox]");
    if (box) box.click();
  }

  function press(key) {
    var wanted = Array.prototype.filter.call(document.querySelectorAll("[data-key]"), function (element) {
      return element.dataset.key.toLowerCase() === key && shown(element);
    })[0];
    if (!wanted) return false;
    if (typing(wanted)) { wanted.focus(); if (wanted.select) wanted.select(); } else { wanted.focus(); wanted.click(); }
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (off() || typing(document.activeElement)) return;
    var key = event.key.toLowerCase(), known = true;
    if (press(key)) known = true;
    else if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "x") tick();
    else if (key === "?") { var help = document.querySelector(".keys"); if (help) help.scrollIntoView({ block: "nearest" }); }
    else known = false;
    if (known) event.preventDefault();
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-keys-switch]")) {
      try { localStorage.setItem(KEPT, event.target.checked ? "on" : "off"); } catch (e) { /* private mode */ }
    } else if (event.target.matches("[data-all]")) {
      rows().forEach(function (row) {
        var box = row.querySelector("input[type=checkbox]");
        if (box) box.checked = event.target.checked;
      });
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-keys-switch]").forEach(function (box) { box.checked = !off(); });
  });
})();
