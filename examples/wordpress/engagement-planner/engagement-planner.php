<?php
/**
 * Plugin Name:       Engagement Planner
 * Description:       Helps health and care staff plan how to work with people and communities. It runs in the browser, and nothing that a person writes is sent anywhere.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Engagement Planner project
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       engagement-planner
 * Domain Path:       /languages
 *
 * One shortcode and one block, which write the same element. The planner's own files lie in `assets/`. The plugin keeps
 * nothing in the database, sets no cookie and asks no other server for anything.
 */

namespace EngagementPlanner;

defined( 'ABSPATH' ) || exit;

const HANDLE = 'engagement-planner';
const SCRIPT = 'assets/engagement-planner.js';

add_action( 'init', __NAMESPACE__ . '\\begin' );
add_filter( 'script_loader_tag', __NAMESPACE__ . '\\as_module', 10, 3 );

/** Tells WordPress of the words, the script, the shortcode and the block. */
function begin() {
	load_plugin_textdomain( 'engagement-planner', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
	if ( has_files() ) {
		// The time of the file stands in the address, so that a browser asks again after an update.
		$changed = (string) filemtime( plugin_dir_path( __FILE__ ) . SCRIPT );
		wp_register_script( HANDLE, plugins_url( SCRIPT, __FILE__ ), array(), $changed, true );
	}
	add_shortcode( 'engagement_planner', __NAMESPACE__ . '\\shortcode' );
	register_block_type( __DIR__ . '/block', array( 'render_callback' => __NAMESPACE__ . '\\block' ) );
	wp_set_script_translations( 'engagement-planner-planner-editor-script', 'engagement-planner', __DIR__ . '/languages' );
}

/** Whether the planner's files have been copied in. */
function has_files() {
	return is_readable( plugin_dir_path( __FILE__ ) . SCRIPT );
}

/**
 * The planner's script is a module. Everything else about the tag is left as it was, a nonce among it.
 *
 * @param string $tag    The tag that WordPress wrote.
 * @param string $handle Whose tag it is.
 * @param string $src    The script's address.
 * @return string
 */
function as_module( $tag, $handle, $src ) {
	if ( HANDLE !== $handle ) {
		return $tag;
	}
	$plain = preg_replace( '/\s+type=(["\'])[^"\']*\1/', '', $tag );
	return preg_replace( '/<script\b/', '<script type="module"', $plain, 1 );
}

/**
 * `[engagement_planner organisation="…" heading_level="2" local="…" autosave="on"]your contact[/engagement_planner]`.
 *
 * @param array|string $given   What stands in the shortcode.
 * @param string|null  $contact What stands between the two halves of it.
 * @return string
 */
function shortcode( $given, $contact = null ) {
	$known = array(
		'organisation'  => '',
		'heading_level' => '2',
		'local'         => '',
		'autosave'      => 'on',
	);
	$given = shortcode_atts( $known, $given, 'engagement_planner' );
	return element( $given['organisation'], $given['heading_level'], $given['local'], 'off' !== $given['autosave'], (string) $contact );
}

/**
 * The block, as a page shows it.
 *
 * @param array $given The block's attributes; those that are not set have their defaults from `block.json`.
 * @return string
 */
function block( $given ) {
	$html = element( $given['organisation'], $given['headingLevel'], $given['local'], $given['autosave'], $given['contact'] );
	return '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
}

/**
 * The planner's element, and its script on this page alone.
 *
 * @param string     $organisation Your organisation's name.
 * @param string|int $level        The level of its first heading, 1 to 4.
 * @param string     $local        The address of your local policy file, on this site.
 * @param bool       $autosave     Whether each person's browser keeps their work.
 * @param string     $contact      Your involvement team's contact, which may hold plain HTML.
 * @return string
 */
function element( $organisation, $level, $local, $autosave, $contact ) {
	if ( ! has_files() ) {
		// Only who can mend it is told how.
		$mend = __( 'Engagement Planner: the file assets/engagement-planner.js is missing. Copy the planner’s files into the folder assets of the plugin.', 'engagement-planner' );
		$say  = __( 'The planner is not ready yet. Please tell whoever looks after this site.', 'engagement-planner' );
		return '<p>' . esc_html( current_user_can( 'activate_plugins' ) ? $mend : $say ) . '</p>';
	}
	wp_enqueue_script( HANDLE );

	$level      = (int) $level;
	$attributes = array(
		'organisation'  => trim( (string) $organisation ),
		'heading-level' => (string) ( $level >= 1 && $level <= 4 ? $level : 2 ),
		'local'         => trim( (string) $local ),
		'autosave'      => $autosave ? 'on' : 'off',
	);

	$html = '<engagement-planner';
	foreach ( array_filter( $attributes, 'strlen' ) as $name => $value ) {
		$html .= ' ' . $name . '="' . ( 'local' === $name ? esc_url( $value ) : esc_attr( $value ) ) . '"';
	}
	$contact = trim( wp_kses_post( $contact ) );
	return $html . '>' . ( '' === $contact ? '' : '<div slot="contact">' . $contact . '</div>' ) . '</engagement-planner>';
}
