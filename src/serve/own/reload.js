// Loads the page anew when the preview has a newer edition of it. Without it the page still works,
// and the editor loads it by hand.
//
// Only a page that is looked at listens: a browser keeps few connections to one host, and a dozen
// open tabs would use them up.
const edition = new URL(document.currentScript.src).search;
let events = null;

function listen() {
  if (document.hidden || events) return;
  events = new EventSource("/sanvat:events" + edition);
  events.addEventListener("edition", () => {
    stop();
    location.reload();
  });
  // The browser itself tries again where the connection broke, but not where it was refused.
  events.addEventListener("error", () => {
    if (events && events.readyState === EventSource.CLOSED) {
      stop();
      setTimeout(listen, 2000);
    }
  });
}

function stop() {
  if (events) events.close();
  events = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
addEventListener("pagehide", stop);
addEventListener("pageshow", listen);
listen();
