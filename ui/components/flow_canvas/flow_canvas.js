// NiceGUI registers the default export under this file's name; all that it does lives in src/ (bundled into dist/).
import { FlowCanvas } from "flow-canvas";

export default FlowCanvas;
