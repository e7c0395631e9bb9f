// What the pages on labels do beside their forms, which work without this script too.
"use strict";

// Keys of the page of a passage: each presses what bears it, while its main part has the focus.
const area = document.querySelector("[data-keys]");

area?.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (key === "enter" && event.target !== area) return; // the browser's own
  const found = area.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.click();
});

// The step of a training that goes on, until there is none.
const step = document.querySelector("[data-progress]");

async function follow() {
  const page = await (await fetch("/correcciones")).text();
  const now = new DOMParser().parseFromString(page, "text/html").querySelector("[data-progress]");
  if (!now) location.reload();
  else if (now.textContent !== step.textContent) step.textContent = now.textContent;
}

if (step) setInterval(follow, 1000);
