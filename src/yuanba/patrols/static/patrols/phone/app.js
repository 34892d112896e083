/* The round on a telephone: one page, drawn from the templates that came with it, so that it opens and
   works without a signal. It keeps no route, asks for no place and times nobody. */
(function () {
  "use strict";
  var P = window.Patrol, main = document.getElementById("main"), W = {}, DAYS = 7, form = null, fresh = false, drawn = "";
  Array.prototype.forEach.call(document.querySelectorAll("#words [data-w]"), function (one) { W[one.dataset.w] = one.textContent; });

  function say(name, n) { return (W[name] || name).replace(/#/g, n); }
  function show(name, fill) {
    var made = document.getElementById("t-" + name).content.cloneNode(true);
    if (fill) fill(made);
    main.textContent = "";
    main.appendChild(made);
    drawn = "";
    form = main.querySelector("form");
    return main;
  }
  function part(name) { return document.getElementById("t-" + name).content.firstElementChild.cloneNode(true); }
  function put(root, name, text) {
    var at = root.querySelector("[data-" + name + "]");
    if (!at) return null;
    at.textContent = text || "";
    at.hidden = !text;
    return at;
  }
  function plain(day) { var p = day.split("-"); return Number(p[1]) + "/" + Number(p[2]); }

  /* ---- the line on top: is there a signal, how many wait, how long since the house was heard */
  async function line() {
    var at = document.getElementById("line"), n = P.lock ? await P.waiting() : 0, quiet = P.lock ? await P.quiet() : 0;
    var why = P.state.why, words = "";
    if (P.state.busy) words = say("sending");
    else if (why === "signin") words = say("signin");
    else if (why === "other") words = say("other");
    else if (why === "denied") words = say("denied");
    else if (!navigator.onLine || why === "offline") words = n ? say("offline_n", n) : say("offline");
    else if (why === "later") words = n ? say("later_n", n) : say("later");
    else if (n) words = say("waits_n", n);
    at.hidden = !words && quiet < 1;
    put(at, "say", words);
    put(at, "days", quiet >= 1 ? say(quiet === 1 ? "quiet_1" : "quiet", quiet) + " " + (quiet < DAYS ? say(DAYS - quiet === 1 ? "left_1" : "left", DAYS - quiet) : "") : "");
    at.querySelector("[data-go]").hidden = !P.key || location.hash === "#queue";
    at.querySelector("[data-signin]").hidden = why !== "signin" && why !== "other";
  }

  /* ---- locked */
  async function locked() {
    var n = await P.waiting();
    show("unlock", function (t) { put(t, "waiting", n ? say("sealed_n", n) : ""); });
    form.addEventListener("submit", async function (event) {
      event.preventDefault();
      var field = form.querySelector("input"), wrong = form.querySelector("[data-wrong]");
      busy(form, true);
      var opened = await P.unlock(field.value);
      busy(form, false);
      if (opened) { await begin(); return; }
      field.value = "";
      wrong.textContent = P.waits ? say("wait", Math.ceil((P.waits - Date.now()) / 1000)) : say("wrong");
      wrong.hidden = false;
      field.focus();
    });
    main.querySelector("input").focus();
  }

  async function setUp() {
    show("setup");
    form.addEventListener("submit", async function (event) {
      event.preventDefault();
      var pin = form.querySelector("[name=pin]").value, again = form.querySelector("[name=again]").value;
      var wrong = form.querySelector("[data-wrong]");
      wrong.hidden = /^\d{6,12}$/.test(pin) && pin === again;
      wrong.textContent = /^\d{6,12}$/.test(pin) ? say("differ") : say("six");
      if (!wrong.hidden) return;
      busy(form, true);
      try {
        var round = await P.fetchRound(""), token = P.fresh();
        var got = await fetch("/api/patrols/phone/devices", {
          method: "POST", credentials: "same-origin", body: JSON.stringify({ token: token }),
          headers: { "X-CSRFToken": round.csrf, "Content-Type": "application/json", "Idempotency-Key": token },
        });
        if (!got.ok) { wrong.textContent = (await got.json()).message || say("later"); wrong.hidden = false; busy(form, false); return; }
        await P.setUp(pin, round.who, token);
        await P.heard();
        await P.keepRound(round);
        if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
        await begin();
      } catch (e) {
        wrong.textContent = say(e.why === "signin" ? "signin" : e.why === "denied" ? "denied" : "offline_setup");
        wrong.hidden = false;
        put(form, "signin", e.why === "signin" ? say("go_signin") : "");
      }
      busy(form, false);
    });
  }

  function busy(where, on) { var b = where && where.querySelector("button:not([type=button])"); if (b) { b.disabled = on; } }

  /* What the rooms of this page share with it: round.js draws the round and its points, queue.js what waits. */
  var ui = {
    say: say, show: show, part: part, put: put, plain: plain, draw: function () { return draw(); },
    kept: function (words) {  /* one look is kept: say so, and go on with the round */
      put(document.getElementById("done"), "said", words);
      document.getElementById("done").hidden = false;
      put(document, "full", "");
      fresh = location.hash !== "" && location.hash !== "#round";
      if (!fresh) draw(); else location.hash = "#round";
      P.sync();
    },
  };

  /* ---- */
  var drawing = Promise.resolve();
  function draw() {
    drawing = drawing.then(async function () {
      if (!P.key) return;
      var at = location.hash.slice(1);
      if (at && at === drawn && at.indexOf("point/") === 0) return;  /* somebody is writing there */
      if (at.indexOf("point/") === 0) await P.showPoint(ui, at.slice(6));
      else if (at === "queue") await P.showQueue(ui);
      else await P.showRound(ui);
      drawn = at;
      await line();
    });
    return drawing;
  }
  async function begin() {
    if ((await P.quiet()) >= DAYS) await P.wipeReadable();
    if (location.hash.indexOf("#point/") !== 0 && location.hash !== "#queue") location.hash = "#round";
    await draw();
    P.sync();
  }
  P.changed = function () {
    if (!P.lock) { start(); return; }  /* revoked: everything is gone */
    line();
    if (P.key && !P.state.busy && location.hash.indexOf("#point/") !== 0) draw();
    else if (location.hash === "#queue" && P.key) P.showQueue(ui);
  };
  async function start() {
    if (!window.isSecureContext || !window.indexedDB || !crypto.subtle || !navigator.serviceWorker) { show("cannot"); return; }
    var lock = await P.load();
    if (lock && (await P.quiet()) >= DAYS) await P.wipeReadable();
    await line();
    if (lock) await locked(); else await setUp();
  }
  window.addEventListener("hashchange", function () {
    document.getElementById("done").hidden = !fresh;  /* what was just kept is said until one goes on */
    fresh = false;
    draw();
  });
  window.addEventListener("online", function () { line(); P.sync(); });
  window.addEventListener("offline", line);
  window.addEventListener("focus", function () { if (P.key) P.sync(); });
  var hidden = 0;
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { hidden = Date.now(); return; }
    if (P.key && hidden && Date.now() - hidden > 10 * 60 * 1000) location.reload();  /* put away: it locks itself */
  });
  if (navigator.serviceWorker) {
    navigator.serviceWorker.addEventListener("message", function () { P.sync(); });
    navigator.serviceWorker.register("/patrol/sw.js").then(function (made) {
      if (made.sync) made.sync.register("patrol").catch(function () { /* not allowed: focus and the button stay */ });
    }).catch(function () { /* private window: works while the page is open */ });
  }
  start();
})();
