/* What a telephone holds of a round, and how it is locked (trust.md T15). Everything that says something
   lies sealed (AES-GCM) in IndexedDB under a key that a PIN opens (PBKDF2); the key itself lives in this
   page alone and is gone with it. Nothing is ever changed in the queue: entries are added, what became of
   them is noted beside, and both go together when the house has had them for a day. */
(function () {
  "use strict";
  var P = window.Patrol = { key: null, lock: null };
  var NAME = "yuanba-patrol", ROUNDS = 310000, DAY = 24 * 3600 * 1000;
  var base = null;

  function open() {
    if (base) return Promise.resolve(base);
    return new Promise(function (done, fail) {
      var asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = function () {
        var made = asked.result;
        ["meta", "marks", "files", "drafts"].forEach(function (name) { made.createObjectStore(name); });
        made.createObjectStore("queue", { keyPath: "n", autoIncrement: true });
      };
      asked.onerror = function () { fail(asked.error); };
      asked.onsuccess = function () {
        base = asked.result;
        base.onversionchange = function () { base.close(); base = null; };
        done(base);
      };
    });
  }

  /* One transaction: it happens whole or not at all; resolves when it is on the disk. */
  P.run = function (stores, mode, work) {
    return open().then(function (found) {
      return new Promise(function (done, fail) {
        var step, out, wrong;
        try { step = found.transaction(stores, mode, { durability: "strict" }); } catch (e) { fail(e); return; }
        step.oncomplete = function () { done(out && out.result !== undefined ? out.result : undefined); };
        step.onabort = step.onerror = function () { fail(step.error || wrong || new Error("not stored")); };
        try { out = work(step); } catch (e) { wrong = e; try { step.abort(); } catch (f) { fail(e); } }
      });
    });
  };
  P.get = function (store, name) { return P.run([store], "readonly", function (t) { return t.objectStore(store).get(name); }); };
  P.put = function (store, value, name) { return P.run([store], "readwrite", function (t) { t.objectStore(store).put(value, name); }); };
  P.all = function (store) { return P.run([store], "readonly", function (t) { return t.objectStore(store).getAll(); }); };

  P.fresh = function () {
    return Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) {
      return ("0" + b.toString(16)).slice(-2);
    }).join("");
  };

  P.seal = async function (value) {
    var iv = crypto.getRandomValues(new Uint8Array(12));
    var plain = value instanceof ArrayBuffer ? value : new TextEncoder().encode(JSON.stringify(value));
    return { iv: iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, P.key, plain) };
  };
  P.bytes = function (sealed) { return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, P.key, sealed.data); };
  P.unseal = async function (sealed) { return JSON.parse(new TextDecoder().decode(await P.bytes(sealed))); };

  async function wrapping(pin, salt, rounds) {
    var words = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: rounds }, words,
      { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
  }

  /* A new lock for this person on this telephone. */
  P.setUp = async function (pin, who, token) {
    var salt = crypto.getRandomValues(new Uint8Array(16)), iv = crypto.getRandomValues(new Uint8Array(12));
    var opens = await wrapping(pin, salt, ROUNDS);
    var made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
    var wrapped = await crypto.subtle.wrapKey("raw", made, opens, { name: "AES-GCM", iv: iv });
    P.lock = { salt: salt, iv: iv, rounds: ROUNDS, wrapped: wrapped, who: who, token: token };
    await P.put("meta", P.lock, "lock");
    return P.unlock(pin);
  };

  /* True if the PIN opens it. Five wrong ones: wait, each time twice as long. */
  P.unlock = async function (pin) {
    var tries = (await P.get("meta", "tries")) || { n: 0, until: 0 };
    if (Date.now() < tries.until && tries.until - Date.now() < DAY) { P.waits = tries.until; return false; }
    try {
      P.key = await crypto.subtle.unwrapKey("raw", P.lock.wrapped, await wrapping(pin, P.lock.salt, P.lock.rounds),
        { name: "AES-GCM", iv: P.lock.iv }, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    } catch (e) {
      var n = tries.n + 1, wait = n < 5 ? 0 : Math.min(3600, 30 * Math.pow(2, n - 5)) * 1000;
      P.waits = wait ? Date.now() + wait : 0;
      await P.put("meta", { n: n, until: P.waits }, "tries");
      return false;
    }
    P.waits = 0;
    await P.put("meta", { n: 0, until: 0 }, "tries");
    return true;
  };

  P.load = async function () { P.lock = (await P.get("meta", "lock")) || null; return P.lock; };

  /* The house answered just now: the seven days begin again. */
  P.heard = function () { return P.put("meta", { at: Date.now(), seen: Date.now() }, "heard"); };

  /* Whole days since the house was heard from. A clock that is set back does not stop them: the latest
     time that was ever seen counts. */
  P.quiet = async function () {
    var heard = await P.get("meta", "heard");
    if (!heard) return 0;
    var now = Math.max(Date.now(), heard.seen);
    if (now > heard.seen) await P.put("meta", { at: heard.at, seen: now }, "heard");
    return Math.floor((now - heard.at) / DAY);
  };

  /* After seven days nothing that can be read is left. What nobody else has, the queue, stays sealed until
     it has been sent: a wrong clock must not destroy it. */
  P.wipeReadable = function () {
    return P.run(["meta", "drafts"], "readwrite", function (t) {
      t.objectStore("meta").delete("round");
      t.objectStore("drafts").clear();
    });
  };

  /* Revoked: nothing is left at all. */
  P.wipe = async function () {
    P.key = P.lock = null;
    if (base) { base.close(); base = null; }
    await new Promise(function (done) {
      var gone = indexedDB.deleteDatabase(NAME);
      gone.onsuccess = gone.onerror = gone.onblocked = done;
    });
    if (window.caches) {
      var names = await caches.keys();
      await Promise.all(names.filter(function (n) { return n.indexOf("patrol-") === 0; }).map(function (n) { return caches.delete(n); }));
    }
  };

  P.keepRound = async function (round) { await P.put("meta", await P.seal(round), "round"); };
  P.round = async function () {
    var kept = await P.get("meta", "round");
    return kept ? P.unseal(kept) : null;
  };
  P.keepDraft = async function (point, said) { await P.put("drafts", await P.seal(said), point); };
  P.draft = async function (point) {
    var kept = await P.get("drafts", point);
    return kept ? P.unseal(kept) : null;
  };
  P.dropDraft = function (point) { return P.run(["drafts"], "readwrite", function (t) { t.objectStore("drafts").delete(point); }); };
})();
