export { TimelineView } from "./view.js";
