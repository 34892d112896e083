/* Today's round on the telephone: the next point with its two buttons, the others, one point with what is
   open there, and the form of a finding. Drawn by app.js, which has the page around it. */
(function () {
  "use strict";
  var P = window.Patrol, main = document.getElementById("main"), ui, unsaved = false;

  function locally(list) {  /* the last word of this telephone on each point */
    var last = {};
    list.forEach(function (item) { if (item.state !== "settled") last[item.look.point] = item; });
    return last;
  }
  function told(item) {
    var today = new Date().toDateString() === new Date(item.look.at).toDateString();
    return { today: today, words: ui.say("did_" + item.look.result) + " · " + ui.say("state_" + item.state) };
  }

  P.showRound = async function (given) {
    ui = given;
    var kept = await P.round(), list = await P.list(), last = locally(list);
    if (!kept) { ui.show("none"); return; }
    ui.show("round", function (t) {
      ui.put(t, "where", kept.where);
      var due = kept.stops.filter(function (s) { return s.due && !(last[s.id] && told(last[s.id]).today); });
      var done = kept.stops.filter(function (s) { return s.done || (last[s.id] && told(last[s.id]).today); });
      var later = kept.stops.filter(function (s) { return due.indexOf(s) < 0 && done.indexOf(s) < 0; });
      ui.put(t, "left", due.length ? ui.say(due.length === 1 ? "due_1" : "due", due.length) : "");
      var at = t.querySelector("[data-next]");
      if (due.length) at.appendChild(card(due[0], last[due[0].id])); else ui.put(t, "alldone", kept.stops.length ? ui.say("alldone") : ui.say("nopoints"));
      rows(t, "due", due.slice(1), last);
      rows(t, "done", done, last);
      rows(t, "later", later, last);
      var bar = t.querySelector("[data-bar]"), all = due.length + done.length;
      for (var i = 0; i < all && i < 24; i += 1) { var s = document.createElement("i"); s.className = i < done.length ? "on" : i === done.length ? "at" : ""; bar.appendChild(s); }
    });
  };
  function rows(t, name, stops, last) {
    var box = t.querySelector("[data-" + name + "]"), list = box.querySelector("ul");
    box.hidden = !stops.length;
    ui.put(box, "n", String(stops.length));
    stops.forEach(function (stop) {
      var row = ui.part("row"), link = row.querySelector("a");
      link.href = "#point/" + stop.id;
      ui.put(row, "name", stop.n + " " + stop.name);
      ui.put(row, "note", last[stop.id] && told(last[stop.id]).today ? told(last[stop.id]).words : stop.done ? ui.say("state_sent") : name === "later" ? ui.plain(stop.next) : "");
      row.querySelector("[data-mark]").hidden = !stop.open.length;
      list.appendChild(row);
    });
  }
  function facts(root, stop) {
    ui.put(root, "name", stop.n + " " + stop.name);
    ui.put(root, "kind", stop.grid + " · " + stop.kind);
    ui.put(root, "spot", stop.spot);
    ui.put(root, "mind", stop.mind);
    ui.put(root, "lines", stop.lines.length ? ui.say("look_at") + stop.lines.join(ui.say("comma")) : "");
    var box = root.querySelector("[data-open]");
    stop.open.forEach(function (one) {
      var note = ui.part("open");
      ui.put(note, "text", ui.plain(one.day) + " " + (one.text || ui.say("see_photo")) + (one.fixed ? " · " + ui.say("look_once_more") : ""));
      ui.put(note, "number", one.number ? ui.say("told_up") + one.number + " " + one.state : "");
      ui.put(note, "answer", one.answer ? ui.say("answer") + one.answer : "");
      box.appendChild(note);
    });
  }
  function card(stop, mine) {
    var made = ui.part("stop");
    facts(made, stop);
    ui.put(made, "mine", mine ? told(mine).words : "");
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
      ui.put(document, "full", ui.say(e && e.name === "QuotaExceededError" ? "full" : "not_kept"));
      var full = document.querySelector("[data-full]");
      if (full) full.focus();
      return;
    }
    unsaved = false;
    ui.kept(ui.say("kept_" + said.result, stop.name));
  }

  P.showPoint = async function (given, id) {
    ui = given;
    var kept = await P.round(), stop = kept && kept.stops.filter(function (s) { return s.id === id; })[0];
    if (!stop) { location.hash = "#round"; return; }
    var mine = locally(await P.list())[id], draft = await P.draft(id);
    ui.show("point", function (t) {
      facts(t, stop);
      ui.put(t, "mine", mine ? told(mine).words : "");
      t.querySelector("[data-better]").hidden = !stop.open.length;
      t.querySelector("[data-same]").addEventListener("click", function () { note({ result: "same" }, stop, []); });
    });
    var better = main.querySelector("[data-better] form");
    better.addEventListener("submit", function (event) {
      event.preventDefault();
      var how = better.querySelector("[name=how]").value.trim();
      if (how.length < 2) { ui.put(better, "wrong", ui.say("how_needed")); return; }
      note({ result: "fixed", text: how }, stop, []);
    });
    found(main.querySelector("#found"), stop, draft);
  };

  function found(box, stop, draft) {
    var files = window.PatrolFiles(box, ui.say, function () { keep(); });
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
      if (said.text.trim().length < 2 && !files.all().length) wrong = ui.say("say_something");
      else if (said.then === "spot" && said.fix.trim().length < 2) wrong = ui.say("fix_needed");
      else if (said.text.length > 500 || said.fix.length > 500) wrong = ui.say("long");
      ui.put(box, "wrong", wrong);
      if (wrong) { box.querySelector("[data-wrong]").focus(); return; }
      clearTimeout(timer);
      note(Object.assign({ result: "found" }, said), stop, files.all());
    });
  }
})();
