/* 存在手机里的: what waits, what has to be looked at, what the house has taken in. */
(function () {
  "use strict";
  var P = window.Patrol;
  P.showQueue = async function (ui) {
    var say = ui.say, part = ui.part, put = ui.put;
    var list = await P.list();
    function clock(at) {
      var d = new Date(at);
      return (d.getMonth() + 1) + "/" + d.getDate() + " " + ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2);
    }
    function words(look) { return look.text || (look.result === "found" ? say("see_photo") : say("did_" + look.result)); }
    function line2(item) {
      var row = part("kept"), n = item.look.files.length, state = say("state_" + item.state);
      if (P.state.now === item.key && P.state.part !== null) state = say("sent_part", P.state.part);
      if (item.said && item.said.number) state = item.said.number;
      put(row, "name", item.look.name + " " + words(item.look));
      put(row, "note", clock(item.look.at) + (n ? " · " + say(n === 1 ? "files_1" : "files", n) : ""));
      put(row, "state", state);
      return row;
    }
    function clash(item) {
      var box = part("clash"), theirs = item.said.theirs, kind = theirs.case + (item.look.result === "found" ? "" : "_same");
      put(box, "at", clock(item.look.at));
      put(box, "name", item.look.name);
      put(box, "mine", words(item.look));
      put(box, "theirs", (theirs.day ? ui.plain(theirs.day) + " " : "") + (theirs.text || say("see_photo")));
      put(box, "keep", say("keep_" + kind));
      put(box, "give", say("give_" + kind));
      box.querySelector("[data-keep]").addEventListener("click", function () { P.settle(item, true).then(after); });
      box.querySelector("[data-give]").addEventListener("click", function () { P.settle(item, false).then(after); });
      return box;
    }
    function refused(item) {
      var box = part("refused");
      put(box, "at", clock(item.look.at));
      put(box, "name", item.look.name);
      put(box, "mine", words(item.look));
      put(box, "why", item.said.message || say("refused_why"));
      box.querySelector("[data-give]").addEventListener("click", function () { P.letGo(item).then(ui.draw); });
      return box;
    }
    function after() { ui.draw(); P.sync(); }
    ui.show("queue", function (t) {
      var heads = { clash: [], refused: [], waiting: [], sent: [] };
      list.forEach(function (item) { if (heads[item.state]) heads[item.state].push(item); });
      put(t, "waits", heads.waiting.length ? say("wait_n", heads.waiting.length) : say("nothing_waits"));
      heads.clash.forEach(function (item) { t.querySelector("[data-clashes]").appendChild(clash(item)); });
      heads.refused.forEach(function (item) { t.querySelector("[data-clashes]").appendChild(refused(item)); });
      heads.waiting.forEach(function (item) { t.querySelector("[data-waiting]").appendChild(line2(item)); });
      put(t, "sentn", heads.sent.length ? say("sent_n", heads.sent.length) : "");
      heads.sent.forEach(function (item) { t.querySelector("[data-sent]").appendChild(line2(item)); });
      t.querySelector("[data-upload]").addEventListener("click", function () { P.sync(); });
    });
  };
})();
