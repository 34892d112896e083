/* 语音: records on the phone where a microphone and MediaRecorder exist; elsewhere the plain file field
   stays. The recording goes into that field and is sent with the form. At most data-most seconds. */
(function () {
  "use strict";
  var KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];

  function kind() {
    return KINDS.filter(function (name) { return window.MediaRecorder.isTypeSupported(name); })[0] || "";
  }

  function clock(seconds) {
    return Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2);
  }

  function box(root) {
    var input = root.querySelector("input[type=file]"), plain = root.querySelector("[data-voice-plain]");
    var live = root.querySelector("[data-voice-live]"), button = root.querySelector("[data-voice-button]");
    var words = button.querySelector("[data-voice-words]"), state = root.querySelector("[data-voice-state]");
    var player = root.querySelector("audio"), again = root.querySelector("[data-voice-drop]");
    var most = parseInt(root.dataset.most, 10) || 300, recorder = null, timer = null, url = "";
    plain.hidden = !root.hasAttribute("data-voice-both");
    live.hidden = false;

    function put(files) {
      var list = new DataTransfer();
      files.forEach(function (file) { list.items.add(file); });
      input.files = list.files;
    }

    function show(text) { words.textContent = text; }

    function drop() {
      put([]);
      if (url) URL.revokeObjectURL(url);
      url = "";
      player.hidden = again.hidden = true;
      player.removeAttribute("src");
      state.textContent = "";
      show(root.dataset.start);
    }

    function done(chunks, type, seconds) {
      var blob = new Blob(chunks, { type: type });
      if (!blob.size) { drop(); return; }
      put([new File([blob], "voice." + (type.indexOf("mp4") >= 0 ? "m4a" : type.indexOf("ogg") >= 0 ? "ogg" : "webm"), { type: type })]);
      url = URL.createObjectURL(blob);
      player.src = url;
      player.hidden = again.hidden = false;
      state.textContent = root.dataset.done.replace("#", seconds);
      show(root.dataset.again);
    }

    function start(stream) {
      var chunks = [], seconds = 0, type = kind();
      drop();
      recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 32000 } : {});
      recorder.ondataavailable = function (event) { if (event.data.size) chunks.push(event.data); };
      recorder.onstop = function () {
        clearInterval(timer);
        stream.getTracks().forEach(function (track) { track.stop(); });
        done(chunks, (recorder.mimeType || type).split(";")[0], seconds || 1);
        recorder = null;
        root.classList.remove("is-on");
      };
      recorder.start();
      root.classList.add("is-on");
      show(root.dataset.stop);
      state.textContent = clock(0);
      timer = setInterval(function () {
        seconds += 1;
        state.textContent = clock(seconds);
        if (seconds >= most) recorder.stop();
      }, 1000);
    }

    button.addEventListener("click", function () {
      if (recorder) { recorder.stop(); return; }
      navigator.mediaDevices.getUserMedia({ audio: true }).then(start, function () {
        live.hidden = true;
        plain.hidden = false;
        state.textContent = root.dataset.refused;
      });
    });
    again.addEventListener("click", function () { drop(); button.focus(); });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!window.MediaRecorder || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
    try { new DataTransfer().items.add(new File([], "x")); } catch (e) { return; }
    Array.prototype.forEach.call(document.querySelectorAll("[data-voice]"), box);
  });
})();
