/** Immutable facts about decisions, durable before they are acknowledged. */
@NullMarked
package tino.lifecycle.event;

import org.jspecify.annotations.NullMarked;
