export { JsonView } from "./view.js";
