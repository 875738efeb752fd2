package dev.balancehistory.support;

import java.util.Map;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The beans of the program, each created at its first use. */
public final class Beans {
    private Beans() {}

    /** Returns the beans with these properties. */
    public static GenericApplicationContext with(Map<String, Object> properties) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        SpringFactoriesLoader.forDefaultResourceLocation()
                .load(BeanRegistrar.class)
                .forEach(context::register);
        context.refresh();
        return context;
    }
}
