/* The round on a telephone: one page, drawn from the templates that came with it, so that it opens and
   works without a signal. It keeps no route, asks for no place and times nobody. */
(function () {
  "use strict";
  var P = window.Patrol, main = document.getElementById("main"), W = {}, DAYS = 7, form = null, unsaved = false, fresh = false;
  Array.prototype.forEach.call(document.querySelectorAll("#words [data-w]"), function (one) { W[one.dataset.w] = one.textContent; });

  function say(name, n) { return (W[name] || name).replace(/#/g, n); }
  function show(name, fill) {
    var made = document.getElementById("t-" + name).content.cloneNode(true);
    if (fill) fill(made);
    main.textContent = "";
    main.appendChild(made);
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

  /* ---- the round */
  function locally(list) {  /* the last word of this telephone on each point */
    var last = {};
    list.forEach(function (item) { if (item.state !== "settled") last[item.look.point] = item; });
    return last;
  }
  function told(item) {
    var today = new Date().toDateString() === new Date(item.look.at).toDateString();
    return { today: today, words: say("did_" + item.look.result) + " · " + say("state_" + item.state) };
  }

  async function round() {
    var kept = await P.round(), list = await P.list(), last = locally(list);
    if (!kept) { show("none"); return; }
    show("round", function (t) {
      put(t, "where", kept.where);
      var due = kept.stops.filter(function (s) { return s.due && !(last[s.id] && told(last[s.id]).today); });
      var done = kept.stops.filter(function (s) { return s.done || (last[s.id] && told(last[s.id]).today); });
      var later = kept.stops.filter(function (s) { return due.indexOf(s) < 0 && done.indexOf(s) < 0; });
      put(t, "left", due.length ? say(due.length === 1 ? "due_1" : "due", due.length) : "");
      var at = t.querySelector("[data-next]");
      if (due.length) at.appendChild(card(due[0], last[due[0].id])); else put(t, "alldone", kept.stops.length ? say("alldone") : say("nopoints"));
      rows(t, "due", due.slice(1), last);
      rows(t, "done", done, last);
      rows(t, "later", later, last);
      var bar = t.querySelector("[data-bar]"), all = due.length + done.length;
      for (var i = 0; i < all && i < 24; i += 1) { var s = document.createElement("i"); s.className = i < done.length ? "on" : i === done.length ? "at" : ""; bar.appendChild(s); }
    });
  }
  function rows(t, name, stops, last) {
    var box = t.querySelector("[data-" + name + "]"), list = box.querySelector("ul");
    box.hidden = !stops.length;
    put(box, "n", String(stops.length));
    stops.forEach(function (stop) {
      var row = part("row"), link = row.querySelector("a");
      link.href = "#point/" + stop.id;
      put(row, "name", stop.n + " " + stop.name);
      put(row, "note", last[stop.id] && told(last[stop.id]).today ? told(last[stop.id]).words : stop.done ? say("state_sent") : name === "later" ? plain(stop.next) : "");
      row.querySelector("[data-mark]").hidden = !stop.open.length;
      list.appendChild(row);
    });
  }
  function facts(root, stop) {
    put(root, "name", stop.n + " " + stop.name);
    put(root, "kind", stop.grid + " · " + stop.kind);
    put(root, "spot", stop.spot);
    put(root, "mind", stop.mind);
    put(root, "lines", stop.lines.length ? say("look_at") + stop.lines.join(say("comma")) : "");
    var box = root.querySelector("[data-open]");
    stop.open.forEach(function (one) {
      var note = part("open");
      put(note, "text", plain(one.day) + " " + (one.text || say("see_photo")) + (one.fixed ? " · " + say("look_once_more") : ""));
      put(note, "number", one.number ? say("told_up") + one.number + " " + one.state : "");
      put(note, "answer", one.answer ? say("answer") + one.answer : "");
      box.appendChild(note);
    });
  }
  function card(stop, mine) {
    var made = part("stop");
    facts(made, stop);
    put(made, "mine", mine ? told(mine).words : "");
    made.querySelector("[data-same]").addEventListener("click", function () { note({ result: "same" }, stop, []); });
    made.querySelector("[data-found]").href = "#point/" + stop.id;
    return made;
  }

  /* Keep one look. When the telephone is full, say so and leave everything as it stands. */
  async function note(said, stop, files) {
    if (unsaved) return;
    unsaved = true;
    try {
      await P.add(Object.assign({ point: stop.id, name: stop.name, saw: stop.version }, said), files);
    } catch (e) {
      unsaved = false;
      put(document, "full", say(e && e.name === "QuotaExceededError" ? "full" : "not_kept"));
      var full = document.querySelector("[data-full]");
      if (full) full.focus();
      return;
    }
    unsaved = false;
    put(document.getElementById("done"), "said", say("kept_" + said.result, stop.name));
    document.getElementById("done").hidden = false;
    put(document, "full", "");
    fresh = location.hash !== "" && location.hash !== "#round";
    if (!fresh) draw(); else location.hash = "#round";
    P.sync();
  }

  async function point(id) {
    var kept = await P.round(), stop = kept && kept.stops.filter(function (s) { return s.id === id; })[0];
    if (!stop) { location.hash = "#round"; return; }
    var mine = locally(await P.list())[id], draft = await P.draft(id);
    show("point", function (t) {
      facts(t, stop);
      put(t, "mine", mine ? told(mine).words : "");
      t.querySelector("[data-better]").hidden = !stop.open.length;
      t.querySelector("[data-same]").addEventListener("click", function () { note({ result: "same" }, stop, []); });
    });
    var better = main.querySelector("[data-better] form");
    better.addEventListener("submit", function (event) {
      event.preventDefault();
      var how = better.querySelector("[name=how]").value.trim();
      if (how.length < 2) { put(better, "wrong", say("how_needed")); return; }
      note({ result: "fixed", text: how }, stop, []);
    });
    found(main.querySelector("#found"), stop, draft);
  }

  function found(box, stop, draft) {
    var files = window.PatrolFiles(box, say, function () { keep(); });
    function read() {
      return {
        text: box.querySelector("[name=text]").value, hurts: box.querySelector("[name=hurts]").checked,
        soon: box.querySelector("[name=soon]").checked, fix: box.querySelector("[name=fix]").value,
        then: (box.querySelector("[name=then]:checked") || { value: "needs" }).value,
      };
    }
    function fits() {
      var spot = read().then === "spot";
      box.querySelector("[data-fix]").hidden = !spot;
      box.querySelector("[data-major]").hidden = !(read().hurts && read().soon);
    }
    var timer;
    function keep() {
      fits();
      clearTimeout(timer);
      timer = setTimeout(function () { P.keepDraft(stop.id, read()).catch(function () { /* full: it stands on the page */ }); }, 400);
    }
    if (draft) {
      ["text", "fix"].forEach(function (n) { box.querySelector("[name=" + n + "]").value = draft[n] || ""; });
      ["hurts", "soon"].forEach(function (n) { box.querySelector("[name=" + n + "]").checked = draft[n]; });
      var then = box.querySelector("[name=then][value=" + draft.then + "]");
      if (then) then.checked = true;
    }
    fits();
    box.addEventListener("input", keep);
    box.addEventListener("change", keep);
    box.addEventListener("submit", function (event) {
      event.preventDefault();
      var said = read(), wrong = "";
      if (said.text.trim().length < 2 && !files.all().length) wrong = say("say_something");
      else if (said.then === "spot" && said.fix.trim().length < 2) wrong = say("fix_needed");
      else if (said.text.length > 500 || said.fix.length > 500) wrong = say("long");
      put(box, "wrong", wrong);
      if (wrong) { box.querySelector("[data-wrong]").focus(); return; }
      clearTimeout(timer);
      note(Object.assign({ result: "found" }, said), stop, files.all());
    });
  }

  var ui = { say: say, show: show, part: part, put: put, plain: plain, draw: function () { return draw(); } };

  /* ---- */
  var drawing = Promise.resolve();
  function draw() {
    drawing = drawing.then(async function () {
      if (!P.key) return;
      var at = location.hash.slice(1);
      if (at.indexOf("point/") === 0) await point(at.slice(6));
      else if (at === "queue") await P.showQueue(ui);
      else await round();
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
    if (P.key && !P.state.busy && !(form && location.hash.indexOf("#point/") === 0)) draw();
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
