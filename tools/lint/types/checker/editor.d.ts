// tools/site/editor.py puts what it bundles into assets/checker/ of the site, under this name.
export * from "../../../site/codemirror/editor.js";
