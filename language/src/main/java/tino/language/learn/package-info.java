/** Learning to answer from questions whose answers people marked in passages, and judging by them. */
@NullMarked
package tino.language.learn;

import org.jspecify.annotations.NullMarked;
