// What the theme adds while a page opens: buttons of a code block are no landmark, and a table that
// scrolls can be scrolled from the keyboard.
new MutationObserver(() => {
  for (const nav of document.querySelectorAll(".md-code__nav")) nav.role = "none";
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) wrap.tabIndex = 0;
}).observe(document.body, { childList: true, subtree: true });
