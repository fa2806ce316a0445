import kinds from "../kinds-en.cjs";
import sentences from "../sentences.cjs";

export default sentences(kinds);
