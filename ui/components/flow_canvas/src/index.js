import vueFlowStyle from "@vue-flow/core/dist/style.css?inline";
import style from "./flow_canvas.css?inline";

export { default as FlowCanvas } from "./FlowCanvas.vue";

// One bundle, one request: the styles come with it.
document.head.append(Object.assign(document.createElement("style"), { textContent: vueFlowStyle + style }));
