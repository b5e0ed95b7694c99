/** Writes all works that the pages refer to as a BibTeX file. */
import {bibtexOf} from "../../tools/site/bibtex.js";
import {works} from "../../tools/site/references.js";

process.stdout.write(bibtexOf(works));
