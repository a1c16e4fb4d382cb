package matryoshka.spring;

import matryoshka.resource.ResourceServerBuilder;

/** A bean that changes settings of the resource server for which there are no properties, such as its audit hook or its HTTP client. */
@FunctionalInterface
public interface ResourceServerCustomizer {
    /** Changes the settings, after the properties have been applied. */
    void customize(ResourceServerBuilder builder);
}
