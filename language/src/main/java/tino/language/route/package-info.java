/** Which model answers: by policy, health, time and money; what answered already need not be asked again. */
@NullMarked
package tino.language.route;

import org.jspecify.annotations.NullMarked;
