/* No signal on a service day (P004, flow 2): what is noted waits in this tab and is sent by itself when the
   server answers again, each once: the key of its form goes with it. So that a reload loses nothing it is
   also kept in sessionStorage, but only sealed (AES-GCM): the key lies in IndexedDB, cannot be read out by
   any script, is made anew for each waiting list and thrown away with it. Where the browser has no such
   keys (no https) it waits in memory alone, and closing the tab asks first. */
(function () {
  "use strict";
  var form = document.getElementById("entry"), line = document.getElementById("waiting");
  if (!form || !line || !window.fetch || !window.FormData || !window.Promise) return;
  var said = line.dataset, KEPT = "yuanba.waiting." + said.whose + location.pathname;
  var items = [], busy = false, leaving = false, kept = Promise.resolve();
  var SKIP = ["csrfmiddlewaretoken"], STALE = 7 * 24 * 3600 * 1000;
  var seals = window.crypto && crypto.subtle && window.indexedDB;

  function keys(run) {  /* one step in the store of keys */
    return new Promise(function (done, fail) {
      var open = indexedDB.open("yuanba.keys", 1);
      open.onupgradeneeded = function () { open.result.createObjectStore("keys"); };
      open.onerror = fail;
      open.onsuccess = function () {
        var step = open.result.transaction("keys", "readwrite"), asked = run(step.objectStore("keys"));
        step.oncomplete = function () { open.result.close(); done(asked && asked.result); };
        step.onerror = step.onabort = fail;
      };
    });
  }

  function sweep() {  /* keys of tabs that were closed */
    return keys(function (store) {
      store.openCursor().onsuccess = function (event) {
        var at = event.target.result;
        if (!at) return;
        if (Date.now() - at.value.at > STALE) at.delete();
        at.continue();
      };
    });
  }

  function sealed() {
    try { return JSON.parse(sessionStorage.getItem(KEPT) || "null"); } catch (e) { return null; }
  }

  function key() {  /* of this waiting list; made when the first one waits */
    var before = sealed(), name = before ? before.key : fresh();
    return keys(function (store) { return store.get(name); }).then(function (found) {
      if (found) return [name, found.key];
      return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
        .then(function (made) {
          return keys(function (store) { store.put({ key: made, at: Date.now() }, name); })
            .then(function () { return [name, made]; });
        });
    });
  }

  function text(data) {
    var signs = Array.prototype.map.call(new Uint8Array(data), function (byte) { return String.fromCharCode(byte); });
    return btoa(signs.join(""));
  }

  function bytes(words) { return Uint8Array.from(atob(words), function (sign) { return sign.charCodeAt(0); }); }

  function seal() {
    if (!items.length) {
      var over = sealed();
      sessionStorage.removeItem(KEPT);
      return over ? keys(function (store) { store.delete(over.key); }) : null;
    }
    var iv = crypto.getRandomValues(new Uint8Array(12)), plain = new TextEncoder().encode(JSON.stringify(items));
    return key().then(function (found) {
      return crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, found[1], plain).then(function (data) {
        sessionStorage.setItem(KEPT, JSON.stringify({ key: found[0], iv: text(iv), data: text(data) }));
      });
    });
  }

  function keep() {  /* one after the other; what cannot be sealed stays in memory */
    if (seals) kept = kept.then(seal).catch(function () { /* full, or private */ });
  }

  function unseal() {
    var before = sealed();
    if (!seals || !before) return Promise.resolve();
    return keys(function (store) { return store.get(before.key); }).then(function (found) {
      return crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(before.iv) }, found.key, bytes(before.data));
    }).then(function (plain) {
      items = JSON.parse(new TextDecoder().decode(plain)).concat(items);
    }).catch(function () { sessionStorage.removeItem(KEPT); });
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
    var list = line.querySelector("ul");
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
    if (busy || !items.length) return;
    busy = true;
    var body = new FormData();
    items[0].forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    fetch(location.pathname, { method: "POST", body: body, credentials: "same-origin" }).then(function (got) {
      busy = false;
      if (got.status === 422) { back(); return; }
      if (got.redirected && got.url.indexOf(location.pathname) < 0) { show(said.signin); return; }
      if (!got.ok) { show(said.later); return; }
      items.shift();
      keep();
      if (items.length) { show(); send(); return; }
      leaving = true;
      kept.then(function () { location.replace(location.pathname); });
    }, function () { busy = false; show(); });
  }

  function back() {  /* one that the server does not take comes back into the form, to be put right */
    var item = items.shift();
    keep();
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
      if ((there && !items.length) || !value(item, "text").trim()) { leaving = true; form.submit(); return; }
      items.push(item);
      keep();
      form.reset();
      try { sessionStorage.removeItem("yuanba.draft." + form.dataset.draft); } catch (e) { /* private mode */ }
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
    if (!leaving && items.length) { event.preventDefault(); event.returnValue = ""; }
  });
  setInterval(function () { if (items.length) reach().then(function (there) { if (there) send(); }); }, 20000);
  if (seals) sweep().catch(function () { /* private mode */ });
  unseal().then(function () { show(); send(); });
})();
