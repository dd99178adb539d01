// Airflow shows the desk in a frame that may open no window and may not leave itself. So a link out of the
// desk is followed by a link of the page around the frame. In a tab of its own the desk needs none of this.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[target=_top], a[rel~=external]");
  if (!link || window.parent === window || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const around = window.parent.document;
  const outer = around.createElement("a");
  outer.href = link.href;
  outer.rel = "noopener noreferrer";
  outer.target = link.target === "_top" ? "_self" : "_blank";
  event.preventDefault();
  around.body.append(outer);
  outer.click();
  outer.remove();
});
