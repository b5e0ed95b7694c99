import {testsIn} from "../harness/webdriver/browser-tests.js";
import {smokeTests} from "./smoke.js";

smokeTests(testsIn("firefox"));
