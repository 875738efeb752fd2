package dev.balancehistory.support;

import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environments of Spring that have no variable of this process. */
public final class Environments {
    private Environments() {}

    /** Returns an environment with these properties, as of a file. */
    public static ConfigurableEnvironment of(Map<String, Object> properties) {
        ConfigurableEnvironment environment = ofVariables(Map.of());
        environment.getPropertySources().addFirst(new MapPropertySource("file", properties));
        return environment;
    }

    /** Returns an environment with these variables. */
    public static ConfigurableEnvironment ofVariables(Map<String, Object> variables) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
