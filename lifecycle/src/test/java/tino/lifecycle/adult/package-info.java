/** A classifier of people's incomes: a second, quite different model that the lifecycle carries without knowing it. */
@NullMarked
package tino.lifecycle.adult;

import org.jspecify.annotations.NullMarked;
