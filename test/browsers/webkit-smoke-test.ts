import {testsIn} from "../harness/webdriver/browser-test.js";
import {smokeTests} from "./smoke.js";

smokeTests(testsIn("webkit"));
