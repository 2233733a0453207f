/** What people may ask of those who keep something of them: to see it, to have it erased, to have a decision looked at. */
@NullMarked
package tino.server.privacy;

import org.jspecify.annotations.NullMarked;
