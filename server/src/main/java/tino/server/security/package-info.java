/** Who may do what: accounts, sessions, API keys, limits. */
@NullMarked
package tino.server.security;

import org.jspecify.annotations.NullMarked;
