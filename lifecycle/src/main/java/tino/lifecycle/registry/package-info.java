/** Model versions, their artifacts, and which of them is live. */
@NullMarked
package tino.lifecycle.registry;

import org.jspecify.annotations.NullMarked;
