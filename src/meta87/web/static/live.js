// Keeps the part of a page that tells how far the work is up to date; without it the page is asked
// for again as a whole.
const SECONDS = 1;

async function look() {
  const here = document.querySelector("[data-live]");
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = answer.ok && page.querySelector("[data-live]");
    if (!now) return location.reload();
    if (now.innerHTML !== here.innerHTML) here.innerHTML = now.innerHTML;
  } catch {
    // the program has ended, or is being started again
  }
  setTimeout(look, 1000 * SECONDS);
}

setTimeout(look, 1000 * SECONDS);
