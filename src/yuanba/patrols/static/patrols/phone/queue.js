/* The queue: what was seen is kept with its key before the first try, and sent in order until the house
   says that it is in. What the answers mean: 200 in; 409 with a clash: both versions are shown; another
   refusal: shown with its sentence; 401: sign in and go on; anything else, and silence: kept, tried again.
   Nothing is dropped by any answer. */
(function () {
  "use strict";
  var P = window.Patrol, API = "/api/patrols/phone/", PIECE = 64 * 1024, WAIT = 30000, KEPT = 24 * 3600 * 1000;
  var again = 0, timer = null, more = false;
  P.state = { busy: false, why: "", part: null };
  P.changed = function () { /* the page puts its own here */ };

  /* Add one look with its files: all of it, or nothing. Throws when the telephone is full. */
  P.add = async function (look, files, settles) {
    var key = P.fresh(), names = [], kept = [];
    for (var i = 0; i < files.length; i += 1) {
      var data = files[i] instanceof ArrayBuffer ? files[i] : await new Response(files[i]).arrayBuffer();
      var sealed = await P.seal(data);
      sealed.size = data.byteLength;
      names.push(P.fresh());
      kept.push(sealed);
    }
    var said = Object.assign({ at: Date.now(), files: names, key: key }, look);
    var row = await P.seal(said);
    row.key = key;
    row.files = names;
    var over = settles ? await markOf("settled", settles.said) : null;
    await P.run(["queue", "files", "drafts", "marks"], "readwrite", function (t) {
      if (settles) t.objectStore("marks").put(over, settles.key);
      names.forEach(function (name, n) { t.objectStore("files").add(kept[n], name); });
      t.objectStore("queue").add(row);
      t.objectStore("drafts").delete(look.point);
    });
    return key;
  };

  async function markOf(state, said) {
    var row = said ? await P.seal(said) : { iv: null };
    row.state = state;
    row.at = Date.now();
    return row;
  }
  P.mark = async function (key, state, said) { return P.put("marks", await markOf(state, said), key); };

  /* Everything in the queue, in order, with what became of it. */
  P.list = async function () {
    var rows = await P.all("queue"), found = [];
    for (var i = 0; i < rows.length; i += 1) {
      var mark = await P.get("marks", rows[i].key);
      found.push({
        n: rows[i].n, key: rows[i].key, look: await P.unseal(rows[i]), state: mark ? mark.state : "waiting",
        at: mark ? mark.at : 0, said: mark && mark.iv ? await P.unseal(mark) : null,
      });
    }
    return found;
  };
  P.waiting = async function () {  /* how many, also while it is locked */
    var rows = await P.all("queue"), n = 0;
    for (var i = 0; i < rows.length; i += 1) if (!(await P.get("marks", rows[i].key))) n += 1;
    return n;
  };

  /* What was sent more than a day ago goes, entry, mark and files together. */
  async function tidy() {
    var rows = await P.all("queue");
    for (var i = 0; i < rows.length; i += 1) {
      var row = rows[i], mark = await P.get("marks", row.key);
      if (!mark || (mark.state !== "sent" && mark.state !== "settled")) continue;
      await P.run(["queue", "marks", "files"], "readwrite", function (t) {
        row.files.forEach(function (name) { t.objectStore("files").delete(name); });
        if (Date.now() - mark.at < KEPT) return;
        t.objectStore("queue").delete(row.n);
        t.objectStore("marks").delete(row.key);
      });
    }
  }

  function Stop(why) { this.why = why; }

  async function call(path, options) {
    var stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, WAIT);
    var asked = Object.assign({ credentials: "same-origin", cache: "no-store", signal: stop.signal }, options || {});
    try { return await fetch(API + path, asked); }
    catch (e) { throw new Stop("offline"); }
    finally { clearTimeout(late); }
  }

  /* The telephone was revoked: asked without a sign-in. */
  async function revoked() {
    if (!P.lock) return false;
    var got = await call("devices/" + P.lock.token);
    return got.ok && (await got.json()).revoked;
  }

  /* The round of today; it also tells in whose name this session speaks. */
  P.fetchRound = async function (token) {
    var got = await call("round" + (token ? "?token=" + token : ""));
    if (got.status === 401 || got.status === 403) {
      if (await revoked()) throw new Stop("revoked");
      throw new Stop(got.status === 401 ? "signin" : "denied");
    }
    if (!got.ok) throw new Stop("later");
    return got.json();
  };

  async function sendFile(name, csrf) {
    var row = await P.get("files", name);
    if (!row) return;
    var data = await P.bytes(row), got = await call("pieces/" + name);
    if (got.status === 401) throw new Stop("signin");
    if (!got.ok) throw new Stop("later");
    var have = (await got.json()).have;
    while (have < data.byteLength) {
      P.state.part = Math.round(100 * have / data.byteLength);
      P.changed();
      got = await call("pieces/" + name + "?offset=" + have, {
        method: "POST", headers: { "X-CSRFToken": csrf, "Content-Type": "application/octet-stream" },
        body: data.slice(have, have + PIECE),
      });
      if (got.status === 401) throw new Stop("signin");
      if (!got.ok) throw new Stop("later");
      have = (await got.json()).have;
    }
  }

  /* Which state of the point this look rests on: what this telephone itself changed there since counts in. */
  function saw(item, list) {
    var now = item.look.saw;
    list.forEach(function (one) {
      if (one.n < item.n && one.state === "sent" && one.look.point === item.look.point && one.said && one.said.before === now) now = one.said.after;
    });
    return now;
  }

  async function sendOne(item, list, csrf) {
    for (var i = 0; i < item.look.files.length; i += 1) await sendFile(item.look.files[i], csrf);
    var look = item.look, got = await call("looks", {
      method: "POST",
      headers: { "X-CSRFToken": csrf, "Content-Type": "application/json", "Idempotency-Key": item.key },
      body: JSON.stringify({
        point_id: look.point, result: look.result, text: look.text || "", hurts: !!look.hurts, soon: !!look.soon,
        then: look.then || "watch", fix: look.fix || "", files: look.files, saw: saw(item, list),
        ago: Math.max(1, Math.round((Date.now() - look.at) / 1000)) * (Date.now() < look.at - 1000 ? -1 : 1),
      }),
    });
    if (got.status === 401) throw new Stop("signin");
    var said = null;
    try { said = await got.json(); } catch (e) { throw new Stop("later"); }
    if (got.status === 200) { item.state = "sent"; item.said = said; }
    else if (got.status === 409 && said.theirs) { item.state = "clash"; item.said = said; }
    else if (got.status === 409 && said.code === "piece_gone") throw new Stop("later");
    else if (got.status === 403 || got.status === 409 || got.status === 422) { item.state = "refused"; item.said = { message: said.message || "" }; }
    else throw new Stop("later");
    await P.mark(item.key, item.state, item.said);
  }

  async function all() {
    var round = await P.fetchRound(P.lock.token);
    if (String(round.who) !== String(P.lock.who)) throw new Stop("other");
    if (!round.enrolled && (await revoked())) throw new Stop("revoked");
    await P.heard();
    var list = await P.list(), held = {}, sent = 0;
    for (var i = 0; i < list.length; i += 1) {
      var item = list[i];
      if (item.state === "clash" || item.state === "refused") { held[item.look.point] = true; continue; }
      if (item.state !== "waiting" || held[item.look.point]) continue;
      P.state.now = item.key;
      await sendOne(item, list, round.csrf);
      P.state.part = null;
      if (item.state === "sent") sent += 1; else held[item.look.point] = true;
      P.changed();
    }
    if (sent) round = await P.fetchRound(P.lock.token);
    await P.keepRound(round);
    await tidy();
  }

  async function once() {
    P.state.busy = true;
    P.state.why = "";
    P.changed();
    try { await all(); again = 0; }
    catch (e) {
      P.state.why = e instanceof Stop ? e.why : "later";
      if (P.state.why === "revoked") await P.wipe();
      else if (P.state.why === "later" || P.state.why === "offline") plan();
    }
    P.state.busy = false;
    P.state.part = P.state.now = null;
    P.changed();
    if (more && P.key && !P.state.why) { more = false; await once(); }
  }

  function plan() {  /* try again by itself: after 10 s, then twice as long each time, at most 5 minutes */
    clearTimeout(timer);
    timer = setTimeout(P.sync, Math.min(300, 10 * Math.pow(2, again)) * 1000);
    again += 1;
  }

  /* Send what waits; what is added meanwhile goes right after. Two tabs of one telephone take turns. */
  P.sync = function () {
    if (!P.key) return null;
    if (P.state.busy) { more = true; return null; }
    if (!navigator.locks) return once();
    return navigator.locks.request("patrol-sync", { ifAvailable: true }, function (lock) { return lock ? once() : plan(); });
  };

  /* A clash was answered: the old entry stays as it was, a new one goes behind it. `keep`: what I wrote. */
  P.settle = async function (item, keep) {
    var look = item.look, next = Object.assign({}, look, { saw: item.said.theirs.version, files: [] });
    delete next.key;
    var files = [];
    if (keep) {
      for (var i = 0; i < look.files.length; i += 1) {
        var row = await P.get("files", look.files[i]);
        if (row) files.push(await P.bytes(row));
      }
    } else {
      next = { point: look.point, name: look.name, result: "same", saw: item.said.theirs.version, at: look.at };
    }
    await P.add(next, files, item);
  };
  P.letGo = function (item) { return P.mark(item.key, "settled", item.said); };
})();
