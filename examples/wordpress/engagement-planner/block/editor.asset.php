<?php
// What `editor.js` needs of WordPress: it is read by WordPress together with `block.json`.
return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '1.0.0',
);
