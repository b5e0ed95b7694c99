/** D3 as a whole, which prepare writes to src/vendor: the pages’ own bundle has what they use. */
declare module "*/vendor/d3.js" {
  export * from "d3";
}
