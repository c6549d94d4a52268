(() => {
  "use strict";
  // A link into the sentences opens them; the browser alone would scroll to a closed line.
  const open = () => {
    const cell = document.getElementById(location.hash.slice(1));
    if (cell instanceof HTMLDetailsElement) {
      cell.open = true;
      cell.querySelector("summary").focus({ preventScroll: true });
      cell.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", open);
  open();
})();
