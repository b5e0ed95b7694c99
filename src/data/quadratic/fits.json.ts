/** Writes the decoders of x = a z² + b at which likelihood, bound and wake-sleep end. */
import {quadraticFits} from "../../figures/quadratic/fits.js";

process.stdout.write(JSON.stringify(quadraticFits()));
