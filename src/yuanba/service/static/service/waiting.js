/* No signal on a service day (P004, flow 2): what is noted waits in this tab and is sent by itself when the
   server answers again, each once: the key of its form goes with it. Kept in the tab only (sessionStorage):
   nothing of it lies on the disk of the computer once the tab is closed, and closing it asks first. */
(function () {
  "use strict";
  var form = document.getElementById("entry"), line = document.getElementById("waiting");
  if (!form || !line || !window.fetch || !window.FormData) return;
  var KEPT = "yuanba.waiting." + location.pathname, said = line.dataset, busy = false, leaving = false;
  var SKIP = ["csrfmiddlewaretoken"];

  function queue() {
    try { return JSON.parse(sessionStorage.getItem(KEPT) || "[]"); } catch (e) { return []; }
  }

  function keep(items) {
    try { sessionStorage.setItem(KEPT, JSON.stringify(items)); return true; } catch (e) { return false; }
  }

  function entries() {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && SKIP.indexOf(name) < 0) fields.push([name, value]);
    });
    return fields;
  }

  function value(item, name) {
    var found = item.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }

  function fresh() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }

  function show(words) {
    var items = queue(), list = line.querySelector("ul");
    line.hidden = !items.length;
    line.querySelector("[data-say]").textContent = words || said.some.replace("{n}", items.length);
    list.textContent = "";
    items.forEach(function (item) {
      var row = document.createElement("li");
      row.textContent = [value(item, "who"), value(item, "where"), value(item, "text")].filter(Boolean).join(" · ");
      list.appendChild(row);
    });
  }

  function reach() {  /* does the server answer at all? */
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 3000);
    return fetch(said.probe, { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then(function (got) { return got.ok; }, function () { return false; })
      .then(function (there) { clearTimeout(timer); return there; });
  }

  function send() {
    var items = queue();
    if (busy || !items.length) return;
    busy = true;
    var body = new FormData();
    items[0].forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    fetch(location.pathname, { method: "POST", body: body, credentials: "same-origin" }).then(function (got) {
      busy = false;
      if (got.status === 422) { back(items); return; }
      if (got.redirected && got.url.indexOf(location.pathname) < 0) { show(said.signin); return; }
      if (!got.ok) { show(said.later); return; }
      items.shift();
      keep(items);
      if (items.length) { show(); send(); } else { leaving = true; location.replace(location.pathname); }
    }, function () { busy = false; show(); });
  }

  function back(items) {  /* one that the server does not take comes back into the form, to be put right */
    var item = items.shift();
    keep(items);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.type === "hidden") return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = value(item, field.name) === field.value;
      else field.value = value(item, field.name);
    });
    show(said.wrong);
    line.hidden = false;
  }

  form.addEventListener("submit", function (event) {
    if (leaving || event.defaultPrevented) return;
    event.preventDefault();
    var item = entries();
    reach().then(function (there) {
      if (there && !queue().length) { leaving = true; form.submit(); return; }
      var items = queue();
      items.push(item);
      if (!value(item, "text").trim() || !keep(items)) { leaving = true; form.submit(); return; }
      form.reset();
      try { localStorage.removeItem("yuanba.draft." + form.dataset.draft); } catch (e) { /* private mode */ }
      form.querySelector("[name=once]").value = fresh();
      show();
      var who = form.querySelector("#id_who");
      if (who) who.focus();
      if (there) send();
    });
  });
  /* who it may be cannot be looked up now: nothing was lost by that, so nothing is said */
  document.addEventListener("htmx:sendError", function (event) {
    if (event.detail && event.detail.target && event.detail.target.id === "known") event.stopPropagation();
  }, true);
  line.querySelector("button").addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && queue().length) { event.preventDefault(); event.returnValue = ""; }
  });
  setInterval(function () { if (queue().length) reach().then(function (there) { if (there) send(); }); }, 20000);
  show();
  send();
})();
