/** Questions with answers marked in passages, in the format of SQuAD. */
@NullMarked
package tino.language.squad;

import org.jspecify.annotations.NullMarked;
