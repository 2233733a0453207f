/** How a version meets traffic: shadow, canary, full, and back; by rules, on evidence, every step written down. */
@NullMarked
package tino.lifecycle.rollout;

import org.jspecify.annotations.NullMarked;
