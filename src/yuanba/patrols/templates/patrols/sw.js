{% load static %}/* The offline round: this page and its files, nothing else. It never answers for the desk, for the API or
   for anything that says who somebody is; what is to be sent is sent by the page itself, which holds the key. */
"use strict";
const SHELL = "{{ shell }}", KEPT = "patrol-{{ version }}", FILES = [{% for one in files %}"{{ one }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(function (kept) {
    return kept.addAll(FILES.concat([SHELL]).map(function (one) { return new Request(one, { cache: "reload", credentials: "same-origin" }); }));
  }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.indexOf("patrol-") === 0 && name !== KEPT; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});
async function shell(request) {
  const kept = await caches.open(KEPT), stop = new AbortController(), late = setTimeout(function () { stop.abort(); }, 2500);
  try {
    const got = await fetch(request.url, { signal: stop.signal, credentials: "same-origin", cache: "no-store" });
    if (got.ok) { await kept.put(SHELL, got.clone()); return got; }
  } catch (e) { /* no signal, or hardly any: as it was kept */ } finally { clearTimeout(late); }
  return (await kept.match(SHELL)) || Response.error();
}
self.addEventListener("fetch", function (event) {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && asked.pathname === SHELL) { event.respondWith(shell(event.request)); return; }
  if (FILES.indexOf(asked.pathname) >= 0) event.respondWith(caches.match(asked.pathname).then(function (kept) { return kept || fetch(event.request); }));
});
self.addEventListener("sync", function (event) {
  event.waitUntil(self.clients.matchAll().then(function (pages) { pages.forEach(function (page) { page.postMessage("sync"); }); }));
});
