/** Made-up applicants, prospects and vacancies, whose chance of being hired is known. */
@NullMarked
package tino.hiring.seed;

import org.jspecify.annotations.NullMarked;
