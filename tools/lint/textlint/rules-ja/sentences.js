import kinds from "../kinds-ja.cjs";
import sentences from "../sentences.cjs";

export default sentences(kinds);
