import {termLinks} from "./components/term-links.js";

// Every page of the walkthrough loads this, for as long as it is open.
termLinks(document);
