"use strict";
// Runs before the page is drawn, so that a dark screen never flashes white: the address, then the reader's choice, then
// the system say which theme.
(() => {
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const theme = new URLSearchParams(location.search).get("look") || kept();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = theme === "dark" || theme === "light" ? theme : dark ? "dark" : "light";
})();
