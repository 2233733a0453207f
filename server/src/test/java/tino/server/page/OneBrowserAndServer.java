package tino.server.page;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one browser and one server for all tests of pages, and ends them after the last. */
final class OneBrowserAndServer implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == RunningMarketplace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.create(getClass()));
        // The browser first: without one there is no need for a server.
        Browser browser = store.computeIfAbsent(Chromium.class, _ -> Chromium.launch(), Chromium.class)
                .browser();
        return parameter.getParameter().getType() == Browser.class
                ? browser
                : store.computeIfAbsent(
                        RunningMarketplace.class, _ -> new RunningMarketplace(), RunningMarketplace.class);
    }
}
