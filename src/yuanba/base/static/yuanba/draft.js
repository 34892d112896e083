/* What is typed into <form data-draft="name"> stays in this browser for 7 days until it is taken in; with
   data-draft-tab only in this tab, and gone when it is closed (a desk that several people sit at).
   The page after success carries data-draft-done="name". Never kept: passwords, files, hidden fields,
   telephone numbers and whatever is marked data-nodraft. */
(function () {
  "use strict";
  var PREFIX = "yuanba.draft.", DAYS = 7 * 24 * 3600 * 1000;
  var SKIP = ["password", "file", "hidden", "submit", "button", "tel", "search"];

  function drop(name) {
    try { localStorage.removeItem(PREFIX + name); sessionStorage.removeItem(PREFIX + name); }
    catch (e) { /* private mode */ }
  }

  function store(form) { return form.dataset.draftTab === undefined ? localStorage : sessionStorage; }

  function load(form) {
    var name = form.dataset.draft;
    try {
      if (form.dataset.draftTab !== undefined) localStorage.removeItem(PREFIX + name);  /* kept there once */
      var draft = JSON.parse(store(form).getItem(PREFIX + name) || "null");
      if (!draft || Date.now() - draft.at > DAYS) { drop(name); return null; }
      return draft.values;
    } catch (e) { return null; }
  }

  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && SKIP.indexOf(field.type) < 0 && !field.closest("[data-nodraft]");
    });
  }

  function tickable(field) { return field.type === "checkbox" || field.type === "radio"; }

  function keep(form) {
    var values = {}, any = false;
    fields(form).forEach(function (field) {
      var list = values[field.name] = values[field.name] || [];
      if (tickable(field) ? field.checked : field.value) list.push(field.value);
      if (!tickable(field) && field.tagName !== "SELECT" && field.value.trim()) any = true;
    });
    if (!any) { drop(form.dataset.draft); return; }
    try { store(form).setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), values: values })); }
    catch (e) { /* full or private: the server page still keeps it */ }
  }

  function restore(form) {
    var values = load(form);
    if (!values || form.querySelector("[data-errsum]") || form.dataset.bound !== undefined) return;
    var changed = false;
    fields(form).forEach(function (field) {
      var list = values[field.name];
      if (!list) return;
      if (tickable(field)) {
        var on = list.indexOf(field.value) >= 0;
        if (on !== field.checked) { field.checked = on; changed = true; }
      } else if (list.length && !field.value) { field.value = list[0]; changed = true; }
    });
    var note = form.querySelector("[data-draft-note]");
    if (changed && note) note.hidden = false;
  }

  function each(root, pattern, run) { Array.prototype.forEach.call(root.querySelectorAll(pattern), run); }

  function start(root) {
    each(root, "[data-draft-done]", function (mark) { drop(mark.dataset.draftDone); });
    each(root, "form[data-draft]", function (form) {
      if (form.draftReady) return;
      form.draftReady = true;
      restore(form);
      var timer;
      form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 400, form); });
      form.addEventListener("submit", function () { keep(form); });
      each(form, "[data-draft-clear]", function (button) {
        button.addEventListener("click", function () {
          drop(form.dataset.draft);
          form.reset();
          button.closest("[data-draft-note]").hidden = true;
          var first = fields(form)[0];
          if (first) first.focus();
        });
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () { start(document); });
  document.addEventListener("htmx:afterSettle", function (event) { start(event.target); });
})();
