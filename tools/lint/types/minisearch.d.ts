// tools/site/vendor.py puts the library beside the scripts of the site, under this name.
export { default } from "minisearch";
