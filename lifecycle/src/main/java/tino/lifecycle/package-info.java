/** How any model is trained, judged, released, watched and withdrawn. Knows no application. */
@NullMarked
package tino.lifecycle;

import org.jspecify.annotations.NullMarked;
