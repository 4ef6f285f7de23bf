import { highlightAll } from "./sql.js";

highlightAll();
